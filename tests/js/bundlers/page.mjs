// In a page: shows how the story ends here.
import { story } from './story.mjs';

const show = (text) => document.body.setAttribute('data-page', text);
story().then(show, (error) => show(`failed: ${error.stack}`));
