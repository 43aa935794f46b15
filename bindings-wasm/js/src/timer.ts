/** Calls back after so many milliseconds; brings what stops that. A wait may last for weeks. */
export function timer(milliseconds: number, ended: () => void): () => void {
  let left = milliseconds;
  let its: ReturnType<typeof setTimeout>;
  const next = (): void => {
    const step = Math.min(left, LONGEST);
    left -= step;
    its = setTimeout(left > 0 ? next : ended, step);
  };
  next();
  return () => clearTimeout(its);
}

// Hosts take a longer one for none, and call back at once.
const LONGEST = 2 ** 31 - 1;
