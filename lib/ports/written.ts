export type Written = 'written' | 'conflict';
