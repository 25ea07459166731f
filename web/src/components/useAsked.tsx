import { useState, type ReactNode } from 'react';
import { UnsavedWithin, useGivingUp, useUnsaved } from './unsaved';
import { UnsavedQuestion } from './UnsavedQuestion';

/** What a drawer or dialog needs to ask before it closes over input. */
interface Asked {
  /** Closes, or asks first. */
  close(): void;
  /** The question is asked: the key that would close is its own. */
  asking: boolean;
  /** The content, whose forms the question then knows, and the question. */
  asked: ReactNode;
}

/** Asks before input in it is lost: of forms that say so themselves, and what whoever draws it says by `unsaved`. */
export function useAsked(children: ReactNode, onClose: () => void, unsaved: boolean): Asked {
  const [held] = useState(() => new Set<string>());
  const [asking, setAsking] = useState(false);
  const giveUp = useGivingUp();
  const leave = () => {
    setAsking(false);
    giveUp(held);
    onClose();
  };
  return {
    close: () => (held.size > 0 ? setAsking(true) : onClose()),
    asking,
    asked: (
      <>
        <UnsavedWithin value={held}>
          <Held unsaved={unsaved} />
          {children}
        </UnsavedWithin>
        <UnsavedQuestion asked={asking} onStay={() => setAsking(false)} onLeave={leave} />
      </>
    ),
  };
}

/** What is drawn around a drawer knows of its input, and tells it from within. */
function Held({ unsaved }: { unsaved: boolean }) {
  useUnsaved(unsaved);
  return null;
}
