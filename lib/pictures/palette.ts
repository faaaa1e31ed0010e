/** What the pictures take from the look of the whole (templates/brand/tokens.yaml). */
export interface PictureColours {
  /** Her top, and the arrow beside what moves. */
  accent: string;
  /** Her leggings, and the number of a frame. */
  calm: string;
  /** Her shoes. */
  ink: string;
  /** Behind the number of a frame. */
  surface: string;
  /** The four dots. */
  mark: string;
  tile: string;
  floor: string;
  shadow: string;
}

/** What stands in a room and what she holds: the same in any look. */
const THINGS = {
  sole: '#FBF7F0',
  mat: '#8FB3A2',
  wall: '#DED2BD',
  wallEdge: '#C4B69D',
  wood: '#C3AC8B',
  woodDark: '#A78F6C',
  sofa: '#93AAA0',
  sofaDark: '#7A9388',
  pillow: '#E4D3BC',
  band: '#D9962B',
  iron: '#4A5752',
  bag: '#7C5F43',
  bagDark: '#5F4833',
} as const;

const rolesOf = ({ accent, calm, ink, surface }: PictureColours) => ({
  top: accent,
  arrow: accent,
  leggings: calm,
  numeral: calm,
  shoes: ink,
  badge: surface,
});

export type Palette = PictureColours & typeof THINGS & ReturnType<typeof rolesOf>;
export const paletteOf = (colours: PictureColours): Palette => ({
  ...colours,
  ...THINGS,
  ...rolesOf(colours),
});

export type Hair = 'curls' | 'low-bun' | 'knot' | 'tail' | 'bob';
export interface Look {
  skin: string;
  hair: string;
  shape: Hair;
}

/** They go round the exercises, so that most readers meet someone like themselves. */
const LOOKS: readonly Look[] = [
  { skin: '#7A4C33', hair: '#241A17', shape: 'curls' },
  { skin: '#C98A68', hair: '#3A2620', shape: 'low-bun' },
  { skin: '#955F40', hair: '#2A1E1A', shape: 'knot' },
  { skin: '#DCA483', hair: '#9A5B34', shape: 'tail' },
  { skin: '#D8A07C', hair: '#5B3A26', shape: 'bob' },
];

export function lookOf(number: number): Look {
  const look = LOOKS[number - 1];
  if (!look) throw new Error(`There is no look ${number}: they are numbered 1 to ${LOOKS.length}.`);
  return look;
}

/** The thin edge of bare skin, without which the palest is lost on the tile. */
export const edgeOf = (skin: string): string => mix(skin, '#4A2012', 0.5);

/** The same colour, so much darker: far limbs are one shade down. */
export const shade = (colour: string, share = 0.8): string => mix('#000000', colour, share);

/** One colour, so far on its way to another. */
export function mix(from: string, to: string, share: number): string {
  const channel = (colour: string, i: number): number => Number.parseInt(colour.slice(i, i + 2), 16);
  const mixed = [1, 3, 5].map((i) =>
    Math.round(channel(from, i) + (channel(to, i) - channel(from, i)) * share),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
