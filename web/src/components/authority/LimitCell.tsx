import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Limit } from '../../services/limits';
import classes from './LimitCell.module.css';

/** A limit with a bar that shows it beside the largest one in sight. */
export function LimitCell({ limit, largest }: { limit: Limit; largest: number }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const share = limit.kind === 'UNLIMITED' ? 1 : limit.kind === 'AMOUNT' && largest > 0 ? Number(limit.money.amount) / largest : 0;
  return (
    <span className={classes.limit} data-kind={limit.kind}>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span>{limit.kind === 'AMOUNT' ? money(limit.money) : t(`limits.kind.${limit.kind}`)}</span>
    </span>
  );
}
