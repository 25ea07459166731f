import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';
import type { Selection } from './useSelection';

/** Chooses a row. */
export function ChooseRow({ chosen, name, onChoose }: { chosen: boolean; name: string; onChoose(chosen: boolean): void }) {
  const { t } = useTranslation();
  return (
    <div role="cell">
      <label className={classes.choice}>
        <input
          type="checkbox"
          aria-label={t('lists.chooseRow', { name })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </label>
    </div>
  );
}

/** Chooses all rows that are loaded. */
export function ChooseAll({ selection, ids }: { selection: Selection; ids: readonly string[] }) {
  const { t } = useTranslation();
  const all = ids.length > 0 && ids.every(selection.has);
  return (
    <div role="columnheader" className={classes.header}>
      <label className={classes.choice}>
        <input
          type="checkbox"
          aria-label={t('lists.chooseLoaded')}
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = selection.some && !all;
          }}
          onChange={(event) => (event.currentTarget.checked ? selection.set(ids, true) : selection.clear())}
        />
      </label>
    </div>
  );
}
