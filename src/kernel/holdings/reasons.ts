/** Why what was done stays, and as what. */
export const trail =
  'The bare trail of what was done here, by number and without names. It is chained, so that nobody can alter it unseen.'
