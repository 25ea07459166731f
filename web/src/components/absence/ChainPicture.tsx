import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Chain, ChainStep } from '../../services/chain';
import { initialsOf } from '../../services/person';
import { useStepText } from './useStepText';
import classes from './ChainPicture.module.css';

const across = { width: 168, height: 132 };
const down = { width: 300, height: 84 };
const radius = 22;

/** Who stands in for whom, from the person away to whoever acts; side by side, or downwards on a phone. */
export function ChainPicture({ chain }: { chain: Chain }) {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const stepText = useStepText();
  const { steps, acting } = chain;
  const cell = narrow ? down : across;
  const size = narrow ? { width: cell.width, height: cell.height * steps.length } : { width: cell.width * steps.length, height: cell.height };
  const told = steps.map((step) => t('lists.pair', { label: step.person.name, value: stepText(step) })).join('. ');
  return (
    <div className={classes.frame}>
      <svg
        role="img"
        aria-label={`${t('chain.picture')} ${told}`}
        viewBox={`0 0 ${size.width} ${size.height}`}
        width={size.width}
        height={size.height}
        className={classes.picture}
      >
        {steps.map((step, place) => {
          const [x, y] = narrow ? [34, cell.height * place + 34] : [cell.width * place + cell.width / 2, 34];
          return (
            <g key={place}>
              {place > 0 && <Arrow from={narrow ? [x, y - cell.height] : [x - cell.width, y]} to={[x, y]} down={narrow} />}
              <Figure
                {...{ x, y, down: narrow, state: step.state, name: step.person.name, note: stepText(step) }}
                acting={acting !== null && acting.id === step.person.id && step.state === 'AVAILABLE'}
              />
            </g>
          );
        })}
      </svg>
    </div>
  );
}

type Point = [x: number, y: number];

/** From the edge of one circle to the edge of the next. */
function Arrow({ from, to, down: downwards }: { from: Point; to: Point; down: boolean }) {
  const gap = radius + 7;
  const [x1, y1] = downwards ? [from[0], from[1] + gap] : [from[0] + gap, from[1]];
  const [x2, y2] = downwards ? [to[0], to[1] - gap] : [to[0] - gap, to[1]];
  const head = downwards ? `${x2 - 5},${y2 - 8} ${x2},${y2} ${x2 + 5},${y2 - 8}` : `${x2 - 8},${y2 - 5} ${x2},${y2} ${x2 - 8},${y2 + 5}`;
  return (
    <g className={classes.arrow}>
      <line x1={x1} y1={y1} x2={x2} y2={y2} />
      <polyline points={head} />
    </g>
  );
}

interface FigureProps {
  state: ChainStep['state'];
  name: string;
  x: number;
  y: number;
  down: boolean;
  acting: boolean;
  note: string;
}

function Figure({ state, name, x, y, down: downwards, acting, note }: FigureProps) {
  const { t } = useTranslation();
  const text = downwards ? { x: x + radius + 18, anchor: 'start' as const } : { x, anchor: 'middle' as const };
  const top = downwards ? y - 4 : y + radius + 22;
  return (
    <g data-state={state} data-acting={acting} className={classes.person}>
      <circle cx={x} cy={y} r={radius} />
      <text x={x} y={y} className={classes.initials} textAnchor="middle" dominantBaseline="central">
        {initialsOf(name)}
      </text>
      <text x={text.x} y={top} textAnchor={text.anchor} className={classes.name}>
        {shortened(name)}
      </text>
      <text x={text.x} y={top + 17} textAnchor={text.anchor} className={classes.note}>
        {note}
      </text>
      {acting && (
        <text x={text.x} y={top + 34} textAnchor={text.anchor} className={classes.acts}>
          {t('chain.acts')}
        </text>
      )}
    </g>
  );
}

const shortened = (name: string): string => (name.length > 22 ? `${name.slice(0, 21)}…` : name);
