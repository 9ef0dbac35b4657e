export type MapLabel = {
  text: string
  longitude: number
  latitude: number
  fromZoom: number
  untilZoom: number
  isWater?: boolean
}

const country = (text: string, longitude: number, latitude: number, fromZoom = 1.4): MapLabel => ({
  text,
  longitude,
  latitude,
  fromZoom,
  untilZoom: 6,
})
const ocean = (text: string, longitude: number, latitude: number): MapLabel => ({
  text,
  longitude,
  latitude,
  fromZoom: 0,
  untilZoom: 4,
  isWater: true,
})

/** Few: enough to know where one is. Placed by eye near the middle of each. */
export const worldLabels: MapLabel[] = [
  ocean('Atlantic Ocean', -45, 27),
  ocean('Pacific Ocean', -128, 6),
  ocean('Indian Ocean', 78, -22),
  country('Canada', -105, 58),
  country('Mexico', -102.5, 23.8),
  country('Brazil', -53, -10),
  country('Argentina', -66, -38),
  country('Colombia', -73, 4, 2.8),
  country('United Kingdom', -2, 53.5, 3),
  country('France', 2.6, 46.6, 3),
  country('Germany', 10.3, 51, 3),
  country('Spain', -3.6, 40, 3),
  country('Italy', 12.6, 42.8, 3),
  country('Poland', 19.3, 52.1, 3),
  country('Ukraine', 31.5, 49, 3),
  country('Türkiye', 35, 39, 2.6),
  country('Egypt', 29.5, 26.8, 2.6),
  country('Nigeria', 8, 9.6, 2.6),
  country('Kenya', 37.9, 0.6, 3),
  country('South Africa', 24, -29.5),
  country('India', 79, 22.5),
  country('China', 104, 35.5),
  country('Japan', 138.6, 36.4, 2.2),
  country('South Korea', 127.9, 36.4, 3.4),
  country('Indonesia', 114, -1, 2.2),
  country('Philippines', 122, 12.5, 3),
  country('Australia', 134, -25),
  country('New Zealand', 171.5, -43.5, 2.6),
]
