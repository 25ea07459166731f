import { createContext, useContext } from 'react';
import type { Viewer } from './viewer';

const Present = createContext<Viewer | null>(null);

export const ViewerProvider = Present.Provider;

/** Who is signed in; every page is drawn for somebody. */
export function useViewer(): Viewer {
  const viewer = useContext(Present);
  if (!viewer) throw new Error('no viewer above this component');
  return viewer;
}
