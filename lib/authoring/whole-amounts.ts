/** No line of a mail or a page ends between a number and what it counts ("8 kg"); a text part has plain spaces again. */
export function withWholeAmounts(text: string): string {
  return text.replace(/(?<=\d) (?=\p{Ll})/gu, '\u00a0');
}
