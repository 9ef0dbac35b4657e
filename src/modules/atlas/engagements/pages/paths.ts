export const engagementPath = (id: string): string => `/engagements/${id}`

/** Where a party has its page. */
export const partyPath = (party: { id: string; kind: string }): string =>
  party.kind === 'country'
    ? `/countries/${party.id}`
    : party.kind === 'network'
      ? `/networks/${party.id}`
      : `/governments/${party.id}`

/** Where all that a US government does with one counterpart, or with one country, stands together. */
export const pairPath = (usId: string, otherId: string): string => `/governments/${usId}/with/${otherId}`

/** Where a statement is shown with the cell it stands in. */
export const cellPath = (id: string): string => `/statements/${id}`

/** Where a statement is judged. */
export const statementPath = (id: string): string => `/desk/statements/${id}`
