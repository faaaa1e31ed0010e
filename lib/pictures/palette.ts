/** Colours of the pictures: the design system's clay and sage (look.md), and five pairs of skin and hair. */
export const PALETTE = {
  card: '#FAF6F0',
  /** The card where the reader's screen is dark: as warm, less bright. */
  cardInTheDark: '#E9E1D4',
  ground: '#D8CFC0',
  arrow: '#7A8780',
  mark: '#A8432A',
  top: '#A8432A',
  leggings: '#2B6450',
  shoes: '#22302B',
  mat: '#A9C3B5',
  wall: '#DED2BD',
  wallEdge: '#C4B69D',
  wood: '#C3AC8B',
  woodDark: '#A78F6C',
  sofa: '#93AAA0',
  sofaDark: '#7A9388',
  pillow: '#E4D3BC',
  pillowEdge: '#CDB899',
  band: '#D9962B',
  iron: '#4A5752',
  bag: '#7C5F43',
  bagDark: '#5F4833',
} as const;

interface Look {
  skin: string;
  hair: string;
}

/** They go round the exercises, so that most readers meet someone like themselves. */
const LOOKS: readonly Look[] = [
  { skin: '#70462F', hair: '#241A17' },
  { skin: '#C98A68', hair: '#3A2620' },
  { skin: '#955F40', hair: '#2A1E1A' },
  { skin: '#E3B090', hair: '#9A5B34' },
  { skin: '#D8A07C', hair: '#5B3A26' },
];

export function lookOf(number: number): Look {
  const look = LOOKS[number - 1];
  if (!look) throw new Error(`There is no look ${number}: they are numbered 1 to ${LOOKS.length}.`);
  return look;
}

/** The same colour, so much darker: far limbs are one shade down. */
export function shade(colour: string, share = 0.8): string {
  const channels = [1, 3, 5].map((i) => Math.round(Number.parseInt(colour.slice(i, i + 2), 16) * share));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
