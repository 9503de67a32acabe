import { decodeCenter } from '../../manifest/center.ts';
import directionsJson from './group-directions.json' with { type: 'json' };
import type { ScaledDirections } from './scale-directions.ts';

/**
 * Directions in which the mean embeddings of groups differ: seven groups of FairFace `train` (Kärkkäinen & Joo, CC BY 4.0), and women and men of
 * its portraits. People of one group share these components, so they are halved. Written by models/training/group-directions.ts.
 */
export const groupDirections: ScaledDirections = {
  directions: directionsJson.directions.map((line) => decodeCenter(line)!),
  scale: directionsJson.scale,
};
