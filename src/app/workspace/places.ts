import { z } from 'zod'
import { countEntries } from '#kernel/audit'
import { countOpenPairs } from '#kernel/merges'
import { countPeople } from '#kernel/profiles'
import { searchDocuments } from '#kernel/search'
import type { ViewPlace } from '#kernel/views'
import { logQuery } from './log.tsx'
import { listQuery, wantedIn } from './people-query.ts'
import { searchQuery } from './search.tsx'

/** Lists of the application whose questions can be kept; modules declare their own. */
export const appPlaces: ViewPlace[] = [
  {
    ...{ name: 'people', label: 'People', path: '/desk/people', needs: 'people.person.read', asks: listQuery },
    count: (db, _viewer, asked) => countPeople(db, wantedIn(listQuery.parse(asked))),
  },
  {
    ...{ name: 'duplicates', label: 'Duplicates', path: '/desk/people/duplicates', asks: z.object({}) },
    needs: 'people.duplicate.judge',
    count: (db, viewer) => countOpenPairs(db, viewer),
  },
  {
    ...{ name: 'log', label: 'Who did what', path: '/desk/log', needs: 'audit.entry.read', asks: logQuery },
    async count(db, _viewer, asked) {
      const { actor, record, event, day } = logQuery.parse(asked)
      return countEntries(db, { actor, subject: record, event, day })
    },
  },
  {
    ...{ name: 'search', label: 'Search', path: '/desk/search', needs: 'people.person.read', asks: searchQuery },
    async count(db, viewer, asked) {
      const { q } = searchQuery.parse(asked)
      if (q === '') return 0
      const { total } = await searchDocuments(db, viewer, { query: q, limit: 1 })
      return total + (await countPeople(db, { text: q }))
    },
  },
]
