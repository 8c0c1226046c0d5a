"""The district is the tenant; townships are rows inside it (rules R1–R16 of docs/house.md)."""
