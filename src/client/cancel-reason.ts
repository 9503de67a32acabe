import type { CancelReason } from '../events.ts';

const CANCEL_REASONS: readonly CancelReason[] = ['person', 'page', 'removed', 'restarted'];

/** Why a run was cancelled, from the reason of its abort. */
export const cancelReason = (reason: unknown): CancelReason =>
  CANCEL_REASONS.find((candidate) => candidate === reason) ?? 'page';
