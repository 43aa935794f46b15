// In Node: prints how the story ends.
import { story } from './story.mjs';

story().then(console.log, console.log);
