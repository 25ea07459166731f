/** Characters by which spreadsheets know a formula; the server's files guard against the same ones. */
const formula = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Comma-separated values (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function csvOf(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[heading, ...rows].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  follow(address, name);
  URL.revokeObjectURL(address);
}

/** Has the browser fetch a file that the server names. */
export function follow(address: string, name = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
