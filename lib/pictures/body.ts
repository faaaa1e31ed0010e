/**
 * The figure's proportions, in units where the head's radius is 14.5 (look.md, "Pictures"). She is built of
 * balls joined by their outline, so a half-width is a radius, and what a ball touches can be reckoned exactly.
 */
export const BODY = {
  head: 14.5,
  jaw: 7.4,
  /** Shoulder line to the middle of the head. */
  neck: 26,
  /** Hip line to the bend of the back, and from there to the shoulder line: the torso's 62. */
  lowerBack: 26,
  upperBack: 36,
  upperArm: 34,
  forearm: 30,
  hand: 9,
  thigh: 48,
  shin: 46,
  /** Half the distance between the shoulder joints, and the hip joints. */
  shoulders: 15,
  hips: 8,
} as const;

export const HALF = {
  shoulder: 7.5,
  elbow: 5.5,
  wrist: 4.2,
  hand: 4.6,
  fingers: 3.6,
  hip: 13,
  knee: 9,
  ankle: 6,
  seat: 14.5,
  chest: 14,
} as const;

/** The foot in its own frame: balls at the heel and the toes, told from the ankle. */
export const FOOT = {
  /** Height of the ankle over the sole. */
  sole: 8.5,
  heel: { forward: -2.5, up: -3, radius: 5.5 },
  toe: { forward: 13, up: -4.3, radius: 4.2 },
} as const;
