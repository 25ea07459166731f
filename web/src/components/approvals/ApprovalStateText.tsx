import { useNames } from '../../services/names';
import type { Approval } from '../../services/approval';
import { Status, type Tone } from '../Status';

const tones: Record<Approval['state'], Tone> = {
  PENDING: 'calm',
  UNROUTED: 'warn',
  APPROVED: 'good',
  DECLINED: 'bad',
  CANCELLED: 'quiet',
};

/** Where a request for approval stands. */
export function ApprovalStateText({ state }: { state: Approval['state'] }) {
  return <Status tone={tones[state]}>{useNames().approvalState(state)}</Status>;
}
