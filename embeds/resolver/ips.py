"""Tell the addresses that a resolver may connect to: public ones, and none that leads into a private network.

Links come from strangers' articles, so an address is refused unless it is known to be public. Python's `is_global`
alone does not do: it is wrong for a dozen ranges (6to4, Teredo, NAT64, multicast, documentation, benchmarks).
"""

from __future__ import annotations

import ipaddress
import socket

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
)
# All public IPv6 addresses are in this network; but so are ranges for documentation, or that only carry IPv4.
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "lan", "home.arpa")


def is_public(ip: Ip) -> bool:
    """Return whether an address belongs to the public internet."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(ip.ipv4_mapped)
        return ip in _PUBLIC_V6 and ip.is_global and not any(ip in network for network in _REFUSED_V6)
    return ip.is_global and not any(ip in network for network in _REFUSED_V4)


def literal(host: str) -> Ip | None:
    """Return the IP address that a host spells in any form that the system accepts; None for a name.

    >>> literal("0x7f.1")
    IPv4Address('127.0.0.1')
    """
    if ":" not in host and not host.rpartition(".")[2][:1].isdigit():
        return None  # in every spelling of an IPv4 address the last part begins with a digit
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


def refusal(host: str) -> str | None:
    """Return why a host must not be asked, as far as its name tells; None if that depends on its addresses."""
    name = host.rstrip(".").lower()
    if name.split(".")[-1] in _LOCAL_NAMES or name.endswith("home.arpa"):
        return f"{host} is a name of a private network"
    ip = literal(name)
    return None if ip is None or is_public(ip) else f"{host} is {ip}, a private address"
