// The records and enums that calls take and bring, as core declares them.
@_exported import TelnumTypes
