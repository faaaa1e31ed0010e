import type { Command } from 'commander';
import { checkCommand } from './check.ts';
import type { CommandContext } from './context.ts';
import { previewCommand } from './preview.ts';
import { programmeCommand } from './programme.ts';

/** What reads the coach's files alone: these work on a course that was never built, for a build refuses what they find. */
export const COACH_COMMANDS: readonly ((context: CommandContext) => Command)[] = [
  checkCommand,
  programmeCommand,
  previewCommand,
];
