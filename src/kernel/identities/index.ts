export type { Departure, ProvenIdentity } from './schema.ts'
export { keepDeparture, signInByIdentity, takeDeparture } from './write.ts'
