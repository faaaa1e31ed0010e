import * as z from 'zod';
import { readShaped } from './brand.ts';

const colour = z.string().regex(/^#[0-9A-F]{6}$/, 'a colour is # and six figures or capitals, 0 to F');
const colours = z.strictObject({
  ground: colour,
  surface: colour,
  soft: colour,
  ink: colour,
  muted: colour,
  accent: colour,
  'on-accent': colour,
  calm: colour,
  'on-calm': colour,
  line: colour,
  field: colour,
  track: colour,
  'safe-ground': colour,
  'safe-text': colour,
  'safe-rule': colour,
  mark: colour,
  green: colour,
  amber: colour,
  red: colour,
});

/** `17/26`: letters of 17 px on lines of 26. */
const letters = z
  .string()
  .regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/, 'letters are told as size/line, in px')
  .transform((pair) => {
    const [size = 0, line = 0] = pair.split('/').map(Number);
    return { size, line };
  });
const face = z.string().min(1);
const px = z.number().min(1).max(200);

/** `tokens.yaml`: how the course looks. */
export const tokensSchema = z.strictObject({
  colours: z.strictObject({ light: colours, dark: colours }),
  pictures: z.strictObject({ tile: colour, floor: colour, shadow: colour, 'in-the-dark': z.string() }),
  type: z.strictObject({
    mail: z.strictObject({
      'title-face': face,
      'text-face': face,
      h1: letters,
      h2: letters,
      move: letters,
      text: letters,
      small: letters,
    }),
    page: z.strictObject({
      'title-face': face,
      'text-face': face,
      h1: letters,
      hero: letters,
      'hero-wide': letters,
      h2: letters,
      text: letters,
      small: letters,
    }),
  }),
  space: z.strictObject({
    side: px,
    card: px,
    'card-wide': px,
    'between-cards': px,
    'above-heading': px,
    'above-heading-in-card': px,
    target: px,
    button: px,
  }),
  radius: z.strictObject({ card: px, button: px, pill: px }),
});

/** The look as `templates/brand/tokens.yaml` has it. Colours `#RRGGBB`, lengths in CSS pixels. */
export type Tokens = z.output<typeof tokensSchema>;

/** Reads the look. Throws with the file's name and what is wrong in it. */
export function readTokens(path: string): Tokens {
  return readShaped(path, tokensSchema);
}

/** What the pictures take from the look: they are drawn once, for the light, and dimmed in the dark by CSS. */
export function pictureColours({ colours: { light }, pictures }: Tokens) {
  const { accent, calm, ink, surface, mark } = light;
  const { tile, floor, shadow } = pictures;
  return { accent, calm, ink, surface, mark, tile, floor, shadow };
}
