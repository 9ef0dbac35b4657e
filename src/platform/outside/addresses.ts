import { BlockList, isIPv4 } from 'node:net'

/** What is not the internet, by the registries of special addresses (RFC 6890 and what has been added to them since). */
const inner4 = new BlockList()
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
  ] as const),
  ...([
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['192.175.48.0', 24],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inner4.addSubnet(network, bits, 'ipv4')

/** Of IPv6 only 2000::/3 is given out; within it are ways into other networks. */
const outer6 = new BlockList()
outer6.addSubnet('2000::', 3, 'ipv6')
const inner6 = new BlockList()
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inner6.addSubnet(network, bits, 'ipv6')

/** Whether an IP address is one of the internet, and not of this machine, this house, or anything that leads there. */
export const isOutside = (address: string): boolean =>
  isIPv4(address) ? !inner4.check(address, 'ipv4') : outer6.check(address, 'ipv6') && !inner6.check(address, 'ipv6')
