import { Kbd } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../DialogFrame';
import classes from './KeyHelp.module.css';

const keys = [
  ['palette', ['Ctrl', 'K']],
  ['search', ['/']],
  ['next', ['j']],
  ['previous', ['k']],
  ['open', ['Enter']],
  ['choose', ['x']],
  ['close', ['Esc']],
  ['help', ['?']],
] as const;

/** Tells which keys do what. */
export function KeyHelp({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame onClose={onClose} title={t('keys.title')}>
      <dl className={classes.keys}>
        {keys.map(([name, pressed]) => (
          <Fragment key={name}>
            <dt>
              {pressed.map((key) => (
                <Kbd key={key} mr={4}>
                  {key === 'Ctrl' || key === 'Enter' ? t(`keys.name.${key}`) : key}
                </Kbd>
              ))}
            </dt>
            <dd>{t(`keys.does.${name}`)}</dd>
          </Fragment>
        ))}
      </dl>
    </DialogFrame>
  );
}
