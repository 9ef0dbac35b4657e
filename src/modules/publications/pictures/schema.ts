import { z } from 'zod'

/** The words that go with a picture wherever it is shown. */
const words = {
  alternative: z.string().trim().max(1000, 'Keep it under 1,000 characters').default(''),
  decorative: z
    .enum(['yes', ''])
    .default('')
    .transform((given) => given === 'yes'),
  caption: z.string().trim().max(1000, 'Keep the caption under 1,000 characters').default(''),
  credit: z.string().trim().max(200, 'Keep the credit under 200 characters').default(''),
}

export const pictureDeed = z.discriminatedUnion(
  'deed',
  [
    z.object({ deed: z.literal('add'), file: z.instanceof(File, { message: 'Choose a picture' }), ...words }),
    z.object({ deed: z.literal('hero'), picture: z.string().min(1, 'Choose a picture').max(60) }),
    z.object({ deed: z.literal('no-hero') }),
  ],
  'Choose what to do',
)

export const pictureChange = z.discriminatedUnion(
  'deed',
  [
    z.object({ deed: z.literal('change'), ...words }),
    z.object({
      deed: z.literal('destroy'),
      reason: z.string().trim().min(10, 'Say why, in a sentence its readers will see').max(1000),
    }),
  ],
  'Choose what to do',
)
export type PictureWords = Omit<Extract<z.output<typeof pictureDeed>, { deed: 'add' }>, 'deed' | 'file'>

export interface PictureView {
  id: string
  bodyId: string
  /** Null once it was destroyed. */
  fileHash: string | null
  fileName: string
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp'
  width: number
  height: number
  alternative: string
  isDecorative: boolean
  caption: string
  credit: string
  sentAt: Date
  destroyedAt: Date | null
  destroyedReason: string
  /** How many editions show it. */
  uses: number
}

/** The picture at the head of an edition, with the words it was chosen with. */
export interface Hero {
  id: string
  alternative: string
  caption: string
  credit: string
}

/** Larger ones make every reader wait; a photograph 2,000 dots wide has half a megabyte. */
export const MOST_PICTURE_BYTES = 8 * 1_048_576

export const picturePath = (id: string): string => `/pictures/${id}`
export const endings = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const
