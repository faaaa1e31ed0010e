export { brand } from '../../.build/brand.js';
