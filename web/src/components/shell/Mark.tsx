/** The product's mark; beside its name it says nothing new to a screen reader. */
export function Mark({ size }: { size: number }) {
  return <img src="/mark.svg" width={size} height={size} alt="" />;
}
