export interface AddressView {
  id: string
  address: string
  verifiedAt: Date
  isFirst: boolean
}
