import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { dayEnd, parseMoment, showMoment } from '../../services/typedDate';
import { localIn } from '../../services/zone';
import { TypedField } from '../dates/TypedField';

const MomentCalendar = lazy(() => import('../dates/MomentCalendar').then(({ MomentCalendar }) => ({ default: MomentCalendar })));

interface Props {
  /** Wall clock of the company's zone; nothing is now. */
  value: string | undefined;
  zone: string;
  /** Shown above the field where it stands in a form. */
  label?: string;
  onChange(value: string | undefined): void;
}

/** An instant of the past by the company's clock; empty is now. A day without a time is its end. */
export function ThenField({ value, zone, label, onChange }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  // Asked for anew each time: a page may stand open all day.
  const now = () => localIn(zone, new Date());
  const read = (text: string) => {
    const moment = parseMoment(text, locale);
    const latest = now();
    if (!moment || moment <= latest) return moment;
    // The end of today has not come yet.
    return moment === `${latest.slice(0, 10)}T${dayEnd}` ? latest : null;
  };
  return (
    <TypedField
      {...(label
        ? { label, description: t('authority.atHint', { zone }), inputWrapperOrder: ['label', 'input', 'description', 'error'] }
        : { 'aria-label': t('authority.at', { zone }) })}
      placeholder={t('authority.asOfNow')}
      value={value ?? ''}
      show={(moment) => showMoment(moment, locale)}
      read={read}
      wrong={t('dates.wrongMoment', { example: showMoment(now(), locale) })}
      clear={t('authority.now')}
      // What is half typed leaves the question as it is.
      onChange={(moment) => moment !== null && onChange(moment || undefined)}
      calendar={(close) => (
        <MomentCalendar
          {...{ zone, value: value ?? '', max: now() }}
          onPick={(moment) => {
            onChange(moment);
            close();
          }}
        />
      )}
      w={label ? 220 : 210}
    />
  );
}
