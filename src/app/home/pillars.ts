/** The four areas of work of a national-security network, in our own words. */
export const pillars = [
  {
    title: 'Defending democracy',
    text: 'Local governments hold elections, protect the people who run them, and work with cities abroad that face the same pressure. Their ties are part of the defense of self-government.',
  },
  {
    title: 'Revitalizing diplomacy and alliances',
    text: 'Sister cities, trade missions and mayors’ networks outlast administrations. Knowing them lets federal diplomacy build on what already stands.',
  },
  {
    title: 'Climate at the center of foreign policy',
    text: 'Ports, water, energy and disaster response are run by cities, states and tribes. Much of what is agreed between countries is carried out between them.',
  },
  {
    title: 'Redefining security for today’s threats',
    text: 'Pressure from abroad reaches city halls first. Openness about ties, with evidence and without suspicion by default, is the answer that fits a democracy.',
  },
]
