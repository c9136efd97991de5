/** An instant as the gateway writes and compares it: UTC, whole seconds. Source: Sage Intacct developer, "Queries": MM/DD/YYYY HH:MM:SS. */
export function toVendorTime(at: number): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2})/.exec(new Date(at).toISOString())!;
  return `${month}/${day}/${year} ${time}`;
}

/** The instant that the gateway wrote; null when it is none. */
export function fromVendorTime(text: string): number | null {
  const found = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(text);
  return found === null ? null : Date.parse(`${found[3]}-${found[1]}-${found[2]}T${found[4]}Z`);
}
