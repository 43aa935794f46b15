// swift-tools-version:6.0
import PackageDescription

// The part in Rust: a static library of this machine's architecture, or of all of Apple's.
#if os(macOS)
let rust = Target.binaryTarget(name: "TelnumFFI", path: "TelnumFFI.xcframework")
#else
let rust = Target.systemLibrary(name: "TelnumFFI", path: "Sources/TelnumFFI")
#endif

#if arch(arm64)
let libraries = "\(Context.packageDirectory)/lib/linux-aarch64"
#else
let libraries = "\(Context.packageDirectory)/lib/linux-x86_64"
#endif

let package = Package(
    name: "Telnum",
    platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9)],
    products: [.library(name: "Telnum", targets: ["Telnum"])],
    targets: [
        rust,
        // What uniffi writes, in language mode 5: Swift 6.0 crashes on some of it in mode 6.
        .target(
            name: "TelnumCore",
            dependencies: ["TelnumFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: [
                .unsafeFlags(["-L\(libraries)"], .when(platforms: [.linux])),
                .linkedLibrary("telnum_uniffi", .when(platforms: [.linux])),
            ]
        ),
        .target(name: "Telnum", dependencies: ["TelnumCore"]),
    ]
)
