// swift-tools-version:6.0
import Foundation
import PackageDescription

let version = "0.1.0"

#if arch(arm64)
let libraries = "\(Context.packageDirectory)/lib/linux-aarch64"
#else
let libraries = "\(Context.packageDirectory)/lib/linux-x86_64"
#endif

// The part in Rust: all of Apple's systems in one, or a static library. The latter is in this folder, for those who
// depend on it by its path; pkg-config finds it for those who depend on a version, since SwiftPM takes linker flags from
// a local package only. Its name there has the version, so that no other one is linked.
#if os(macOS)
let rust = Target.binaryTarget(name: "TelnumFFI", path: "TelnumFFI.xcframework")
let linking: [LinkerSetting] = []
#else
let isInside = FileManager.default.fileExists(atPath: libraries)
let rust = Target.systemLibrary(name: "TelnumFFI", path: "Sources/TelnumFFI", pkgConfig: isInside ? nil : "telnum-\(version)")
let linking: [LinkerSetting] = isInside ? [.unsafeFlags(["-L\(libraries)"]), .linkedLibrary("telnum_uniffi")] : []
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
            linkerSettings: linking
        ),
        .target(name: "Telnum", dependencies: ["TelnumCore"]),
    ]
)
