/** What the code says, in the words of the course, as the build wrote them. */
export { plan, problems } from '../../.build/words.js';
