// In a worker of a page: sends how the story ends here.
import { story } from './story.mjs';

story().then(postMessage, (error) => postMessage(`failed: ${error.stack}`));
