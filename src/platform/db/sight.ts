/**
 * What a transaction may see, as settings that row-level policies read. They hold until the end of the transaction. A query that
 * forgets them sees nothing behind a wall.
 */
export interface Sight {
  /** Bodies whose walled rows may be seen, with commas between; `*` opens every wall. */
  bodies?: string
  /** Bodies of which the viewer is a member: what they show their members. */
  memberships?: string
  /** The viewer's own rows. */
  person?: string
  account?: string
  /** Key of a mailbox that the viewer has shown to hold: what is kept of it. */
  mailbox?: string
  /** `network` for those who keep the rights of the whole network. */
  office?: string
}

/** The sight of the system itself: imports, jobs, backups, and finding out who asks. */
export const wholeSight: Sight = { bodies: '*' }

const closed: Required<Sight> = { bodies: '', memberships: '', person: '', account: '', mailbox: '', office: '' }

/** Every setting is said each time, so that none is left over from an earlier piece of work. */
const settings = (sight: Sight): string =>
  Object.entries({ ...closed, ...sight })
    .map(([name, value]) => `set local legation.${name} = '${value.replaceAll("'", "''")}'`)
    .join('; ')

/**
 * Gives up the rights of the owner for this transaction, because policies do not bind a superuser, and says what may be seen.
 * The role is made before the migrations; `set local` ends with the transaction.
 */
export const stepBehindTheWall = (sight: Sight): string => `set local role ${walledRole}; ${settings(sight)}`

export const changeSight = (sight: Sight): string => settings(sight)

export const walledRole = 'legation_walled'
