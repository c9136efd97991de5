/** A path without the slashes at its end, however many. A regular expression would try every slash inside the path, too. */
export function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
