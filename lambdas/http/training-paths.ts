/** Which of the site's paths the function training answers; web answers all others. */
export function isTrainingPath(path: string): boolean {
  return /^\/(?:week|weeks|calendar)\/./.test(path);
}
