/** The part of subset-font that the build uses; the package brings no types, and those published are of an older version. */
declare module 'subset-font' {
  interface SubsetOptions {
    targetFormat: 'woff2';
    noHinting: boolean;
    keepFeatures: readonly string[];
    noLayoutClosure: boolean;
  }
  function subsetFont(font: Buffer, characters: string, options: SubsetOptions): Promise<Buffer>;
  export = subsetFont;
}
