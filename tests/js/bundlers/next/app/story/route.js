// Answers every request with how the story ends.
import { story } from './story.mjs';

export const dynamic = 'force-dynamic';

export async function GET() {
  return new Response(await story().catch((error) => `failed: ${error.stack}`));
}
