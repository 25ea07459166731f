/** By what a list is sorted, and in which direction. */
export interface Sort<Field extends string = string> {
  by: Field;
  desc: boolean;
}
