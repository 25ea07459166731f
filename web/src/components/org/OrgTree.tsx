import { Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isPerson, type Line, type OrgLine, type RestLine } from '../../services/org';
import { focusSoon } from '../focusSoon';
import classes from './org.module.css';

interface Props {
  lines: Line[];
  /** Somebody who was looked for: they get the keyboard once they are there. */
  at?: string;
  /** The end of a branch that goes on is seen. */
  onMore(parent: string): void;
  onToggle(id: string, open: boolean): void;
  onOpen(id: string): void;
}

const lineHeight = 32;

/** The tree of direct managers; lines exist only while they are seen. By the pattern that readers of screens know: arrows walk it, Enter opens the person. */
export function OrgTree({ lines, at: wanted, onMore, onToggle, onOpen }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const at = Math.max(0, lines.findIndex(({ id }) => id === active));
  const focused = lines[at]?.id;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current?.parentElement ?? null,
    scrollMargin: frame.current?.offsetTop ?? 0,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    // The line that holds the keyboard stays, however far away it is.
    rangeExtractor: useCallback((range: Range) => [...new Set([...defaultRangeExtractor(range), at])].filter((index) => index < range.count).sort((one, other) => one - other), [at]),
  });
  const go = (line: OrgLine | undefined) => {
    if (!line) return;
    setActive(line.id);
    virtual.scrollToIndex(lines.indexOf(line));
    focusSoon(() => frame.current?.querySelector<HTMLElement>(`[data-id="${line.id}"]`));
  };
  const sought = lines.filter(isPerson).find(({ id }) => id === wanted);
  useEffect(() => go(sought), [sought?.id]);
  const keys = (event: KeyboardEvent) => {
    const step = stepOf(event.key, lines, at);
    if (!step) return;
    event.preventDefault();
    if (step.toggle) onToggle(step.toggle.id, !step.toggle.open);
    else if (step.enter) onOpen(step.enter.id);
    else go(step.to);
  };
  return (
    <div ref={frame} role="tree" aria-label={t('org.title')} className={classes.tree} style={{ height: virtual.getTotalSize() }} onKeyDown={keys}>
      {virtual.getVirtualItems().map((item) => {
        const line = lines[item.index];
        return (
          line && (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} role="presentation" className={classes.place} style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}>
              {isPerson(line) ? <PersonLine line={line} focused={line.id === focused} onToggle={onToggle} onOpen={onOpen} onFocus={setActive} /> : <Rest line={line} onSeen={onMore} />}
            </div>
          )
        );
      })}
    </div>
  );
}

interface Step {
  to?: OrgLine;
  toggle?: OrgLine;
  enter?: OrgLine;
}

/** What a key does in a tree (ARIA's pattern for trees). */
function stepOf(key: string, lines: Line[], from: number): Step | null {
  const people = lines.filter(isPerson);
  const at = people.findIndex(({ id }) => id === lines[from]?.id);
  const line = people[at];
  if (!line) return null;
  switch (key) {
    case 'ArrowDown':
      return { to: people[at + 1] };
    case 'ArrowUp':
      return { to: people[at - 1] };
    case 'Home':
      return { to: people[0] };
    case 'End':
      return { to: people.at(-1) };
    case 'ArrowRight':
      return line.open ? { to: people[at + 1] } : line.reports > 0 ? { toggle: line } : {};
    case 'ArrowLeft':
      return line.open ? { toggle: line } : { to: people.find(({ id }) => id === line.parent) };
    case 'Enter':
      return { enter: line };
    default:
      return null;
  }
}

/** Stands where a branch goes on, and asks for the rest once it is seen. */
function Rest({ line: { rest, level }, onSeen }: { line: RestLine; onSeen(parent: string): void }) {
  const { t } = useTranslation();
  useEffect(() => onSeen(rest));
  return (
    <div className={classes.line} style={indent(level)}>
      <Text component="span" size="xs" c="dimmed">
        {t('org.rest')}
      </Text>
    </div>
  );
}

const indent = (level: number) => ({ paddingInlineStart: `${(level - 1) * 26 + 8}px` });

interface LineProps extends Omit<Props, 'lines' | 'at' | 'onMore'> {
  line: OrgLine;
  focused: boolean;
  onFocus(id: string): void;
}

function PersonLine({ line, focused, onToggle, onOpen, onFocus }: LineProps) {
  const { t } = useTranslation();
  const { id, name, title, active, reports, level, place, among, open } = line;
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <div
      role="treeitem"
      data-id={id}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={among}
      aria-expanded={reports > 0 ? open : undefined}
      aria-selected={focused}
      tabIndex={focused ? 0 : -1}
      className={classes.line}
      style={indent(level)}
      onFocus={() => onFocus(id)}
      onClick={() => (reports > 0 ? onToggle(id, !open) : onOpen(id))}
      onDoubleClick={() => onOpen(id)}
    >
      <span className={classes.arrow}>{reports > 0 && <Arrow size={15} aria-hidden />}</span>
      <span className={classes.name}>{name}</span>
      {title && (
        <Text component="span" size="xs" c="dimmed">
          {title}
        </Text>
      )}
      {!active && (
        <Text component="span" size="xs" c="dimmed">
          {t('status.INACTIVE')}
        </Text>
      )}
      {level === 1 && (
        <span className={classes.alone}>
          <IconAlertTriangleFilled size={13} aria-hidden /> {t('users.noManager')}
        </span>
      )}
      {reports > 0 && <span className={classes.count}>{t('org.reports', { count: reports })}</span>}
    </div>
  );
}
