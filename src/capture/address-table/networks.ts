/** A network by its autonomous system number. */
export interface Network {
  asn: number
  name: string
}

/**
 * Clouds and hosters: networks of servers, where few people sit. People do go out through these,
 * so they are never in the list: iCloud Private Relay (Akamai 36183 and 20940, Fastly 54113,
 * Cloudflare 13335, which also has WARP), Google's own 15169, and sellers of VPNs such as M247
 * (9009). Linode (63949) is left out, because it belongs to Akamai.
 */
export const networks: readonly Network[] = [
  { asn: 16509, name: 'Amazon' },
  { asn: 14618, name: 'Amazon, Virginia' },
  { asn: 8987, name: 'Amazon, Ireland' },
  { asn: 8075, name: 'Microsoft' },
  { asn: 396982, name: 'Google Cloud' },
  { asn: 31898, name: 'Oracle Cloud' },
  { asn: 24940, name: 'Hetzner' },
  { asn: 213230, name: 'Hetzner Cloud' },
  { asn: 16276, name: 'OVH' },
  { asn: 14061, name: 'DigitalOcean' },
  { asn: 51167, name: 'Contabo' },
  { asn: 40021, name: 'Contabo, United States' },
  { asn: 12876, name: 'Scaleway' },
  { asn: 60781, name: 'Leaseweb, Netherlands' },
  { asn: 28753, name: 'Leaseweb, Germany' },
  { asn: 8560, name: 'IONOS' },
  { asn: 20473, name: 'Vultr' },
  { asn: 45102, name: 'Alibaba Cloud' },
  { asn: 37963, name: 'Alibaba Cloud, China' },
  { asn: 132203, name: 'Tencent Cloud' },
  { asn: 45090, name: 'Tencent Cloud, China' },
  { asn: 55990, name: 'Huawei Cloud' },
]
