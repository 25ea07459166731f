import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Queue } from '../../services/queues';
import { useRowKeys } from '../lists/useRowKeys';
import { PersonLink } from '../PersonLink';
import classes from './QueueBars.module.css';
import { ReassignIcon } from './ReassignIcon';
import { useStandIn } from './useStandIn';

interface Props {
  queues: Queue[];
  onReassign(queue: Queue): void;
}

const barHeight = 34;
const tallBarHeight = 56;

/** One bar a person on one scale: filled what they act on, framed what they could. Bars exist only while they are seen. */
export function QueueBars({ queues, onReassign }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const standIn = useStandIn();
  const notes = queues.map(standIn);
  // On a narrow screen what is told of somebody stands below their bar.
  const heightOf = (index: number) => (narrow && notes[index] ? tallBarHeight : barHeight);
  const virtual = useVirtualizer({ count: queues.length, getScrollElement: () => frame.current, estimateSize: heightOf, overscan: 8 });
  const heights = queues.map((_, index) => heightOf(index)).join();
  useEffect(() => virtual.measure(), [virtual, heights]);
  const keys: (event: KeyboardEvent<HTMLElement>) => void = useRowKeys(frame, virtual);
  const most = Math.max(1, ...queues.map(({ load, max }) => Math.max(load, max ?? 0)));
  return (
    <div ref={frame} className={classes.frame} tabIndex={0} role="region" aria-label={t('queues.title')} onKeyDown={keys}>
      <ul className={classes.bars} aria-label={t('queues.title')} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const queue = queues[index];
          return queue && <Bar key={queue.id} {...{ queue, index, start, most }} note={notes[index] ?? ''} height={heightOf(index)} count={queues.length} onReassign={() => onReassign(queue)} />;
        })}
      </ul>
    </div>
  );
}

interface BarProps {
  queue: Queue;
  note: string;
  index: number;
  count: number;
  /** In pixels from the top. */
  start: number;
  height: number;
  /** What the whole width stands for. */
  most: number;
  onReassign(): void;
}

function Bar({ queue, note, index, count, start, height, most, onReassign }: BarProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { id, name, load, max, absent } = queue;
  const share = (deals: number) => `${(100 * deals) / most}%`;
  return (
    <li
      className={classes.row}
      style={{ height, transform: `translateY(${start}px)` }}
      data-index={index}
      data-full={max !== null && load >= max}
      data-away={absent}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      <span className={classes.name}>
        <PersonLink id={id} name={name} />
      </span>
      <span className={classes.track} aria-hidden>
        {max !== null && <span className={classes.room} style={{ width: share(max) }} />}
        <span className={classes.load} style={{ width: share(load) }} />
      </span>
      <span className={classes.figure}>{max === null ? number(load) : t('why.loadOf', { load, max })}</span>
      <Text component="span" size="xs" c="dimmed" className={classes.note}>
        {note}
      </Text>
      <span className={classes.act}>
        <ReassignIcon name={name} onAsk={onReassign} />
      </span>
    </li>
  );
}
