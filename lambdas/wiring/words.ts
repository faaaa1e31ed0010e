/** What the code says, in the words of the course, as the build wrote them. */
export { problems } from '../../.build/words.js';
