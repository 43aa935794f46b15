"""The parts of uniffi's Swift that adapt.py replaces, and what it puts there."""

# ruff: noqa: E501 (Swift lines)

# Stock readers copy each integer and each text through `Data` and an array of its own: a page of
# 1,000 numbers then takes 40 times as long to cross. Here they read where Rust wrote, bounds checked
# as before.
READER = "(data: Data, offset: Data.Index)"
READER_IN_PLACE = "(data: UnsafeRawBufferPointer, offset: Int)"
CREATED = "createReader(data: Data(rustBuffer: buf))"
CREATED_IN_PLACE = (
    "createReader(data: UnsafeRawBufferPointer(start: buf.data, count: Int(buf.len)))"
)
READ_INT = """\
    let range = reader.offset..<reader.offset + MemoryLayout<T>.size
    guard reader.data.count >= range.upperBound else {
        throw UniffiInternalError.bufferOverflow
    }
    if T.self == UInt8.self {
        let value = reader.data[reader.offset]
        reader.offset += 1
        return value as! T
    }
    var value: T = 0
    let _ = withUnsafeMutableBytes(of: &value, { reader.data.copyBytes(to: $0, from: range)})
    reader.offset = range.upperBound
    return value.bigEndian
}
"""
READ_INT_IN_PLACE = """\
    let (start, end) = (reader.offset, reader.offset + MemoryLayout<T>.size)
    guard end <= reader.data.count else {
        throw UniffiInternalError.bufferOverflow
    }
    reader.offset = end
    return T(bigEndian: reader.data.loadUnaligned(fromByteOffset: start, as: T.self))
}

fileprivate func readText(_ reader: inout (data: UnsafeRawBufferPointer, offset: Int), count: Int) throws -> String {
    let (start, end) = (reader.offset, reader.offset + count)
    guard count >= 0, end <= reader.data.count else {
        throw UniffiInternalError.bufferOverflow
    }
    reader.offset = end
    return String(decoding: UnsafeRawBufferPointer(rebasing: reader.data[start..<end]), as: UTF8.self)
}
"""
READ_BYTES = r"(?s)^// Reads an arbitrary number of bytes.*?^}\n"
READ_STRING = "String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)"

# Stock code never tells Rust that a task was cancelled. The handler is gone before the future is
# freed, because `withTaskCancellationHandler` does not return while it runs.
POLL = """\
    var pollResult: Int8;
    repeat {
        pollResult = await withUnsafeContinuation {
            pollFunc(
                rustFuture,
                { handle, pollResult in
                    uniffiFutureContinuationCallback(handle: handle, pollResult: pollResult)
                },
                uniffiContinuationHandleMap.insert(obj: $0)
            )
        }
    } while pollResult != UNIFFI_RUST_FUTURE_POLL_READY
"""
POLL_CANCELLABLE = """\
    await withTaskCancellationHandler {
        var pollResult: Int8
        repeat {
            pollResult = await withUnsafeContinuation {
                pollFunc(
                    rustFuture,
                    { handle, pollResult in
                        uniffiFutureContinuationCallback(handle: handle, pollResult: pollResult)
                    },
                    uniffiContinuationHandleMap.insert(obj: $0)
                )
            }
        } while pollResult != UNIFFI_RUST_FUTURE_POLL_READY
    } onCancel: {
        cancelFunc(rustFuture)
    }
"""
FREE = "    freeFunc: (UInt64) -> (),\n"
FREE_CALL = r"^( +)freeFunc: (ffi_\w+_rust_future_)free_(\w+),$"
CANCELLED = 'fatalError("Cancellation not supported yet")'

# An `Int` is what Swift counts with. What does not fit is brought to the limit, where core refuses
# it.
INT32 = """\
    typealias SwiftType = Int32

    public static func read(from buf: inout (data: Data, offset: Data.Index)) throws -> Int32 {
        return try lift(readInt(&buf))
    }

    public static func write(_ value: Int32, into buf: inout [UInt8]) {
        writeInt(&buf, lower(value))
    }
"""
INT = """\
    typealias SwiftType = Int

    public static func lift(_ value: FfiType) throws -> Int { Int(value) }
    public static func lower(_ value: Int) -> FfiType { Int32(clamping: value) }

    public static func read(from buf: inout (data: Data, offset: Data.Index)) throws -> Int {
        return try lift(readInt(&buf))
    }

    public static func write(_ value: Int, into buf: inout [UInt8]) {
        writeInt(&buf, lower(value))
    }
"""
INT32_CONVERTER = "fileprivate struct FfiConverterInt32: FfiConverterPrimitive {"

# A moment that Rust cannot hold ends the process in stock code. Beyond the year 9999 is near
# enough.
MOMENT = "        var delta = value.timeIntervalSince1970\n"
MOMENT_WITHIN = """\
        let moment = value.timeIntervalSince1970
        var delta = moment.isFinite ? min(max(moment, -1e12), 1e12) : 0
"""

# An event's error under another name, for the public property to be `error`.
LOGGED_ERROR = [
    ("public let error: ErrorKind?", "package let kind: ErrorKind?"),
    ("error: ErrorKind?)", "kind: ErrorKind?)"),
    ("self.error = error", "self.kind = kind"),
    ("error: FfiConverterOptionTypeErrorKind.read", "kind: FfiConverterOptionTypeErrorKind.read"),
    ("TypeErrorKind.write(value.error,", "TypeErrorKind.write(value.kind,"),
]
