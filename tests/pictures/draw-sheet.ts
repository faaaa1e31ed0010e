import { writeFileSync } from 'node:fs';
import { pictureColours, readTokens } from '../../lib/brand/tokens.ts';
import { contactSheet } from './contact-sheet.ts';

/** Draws docs/pictures.png anew, after a pose has changed. */
const colours = pictureColours(readTokens('templates/brand/tokens.yaml'));
writeFileSync('docs/pictures.png', await contactSheet('templates/pictures/poses', colours));
