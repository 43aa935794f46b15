import dev.telnum.Carrier
import dev.telnum.Didww
import dev.telnum.DidwwInclude
import dev.telnum.DidwwLink
import dev.telnum.Emulator
import dev.telnum.TelnumException
import dev.telnum.TokenSource
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNotSame
import kotlin.test.assertNull
import kotlin.test.assertSame
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

/** What entries cannot say of DIDWW: links that are followed, shared objects, tokens, long walks. */
fun didwwTests(server: Server?) = listOf(
    Further("a link leads to the object that its page included, there once") {
        listed { client ->
            val page = client.listDids(include = listOf(DidwwInclude.DidGroupCountry), pageSize = 100)
            assertEquals(100, page.dids.size)
            for (did in page.dids) {
                val group = assertNotNull(did.didGroup)
                assertEquals(did.didGroupLink.id, group.id)
                assertSame(page.included.didGroups.single { it.id == group.id }, group)
                val country = assertNotNull(group.country)
                assertSame(page.included.countries.single { it.id == country.id }, country)
                assertTrue(country.name!!.isNotBlank())
            }
            assertTrue(page.included.countries.size < page.included.didGroups.size)
        }
    },
    Further("links to many lead to all of them") {
        listed { client ->
            val page = client.listDids(include = listOf(DidwwInclude.DidGroupStockKeepingUnits), pageSize = 5)
            val group = page.dids.first().didGroup!!
            assertTrue(group.stockKeepingUnits.isNotEmpty())
            assertEquals(group.stockKeepingUnitLinks.ids, group.stockKeepingUnits.map { it.id })
            assertTrue(group.stockKeepingUnits.all { unit -> page.included.stockKeepingUnits.any { it === unit } })
        }
    },
    Further("not asked, none and present are three answers") {
        listed { client ->
            val bare = client.listDids(pageSize = 1).dids.single()
            val refused = assertFailsWith<TelnumException.InvalidInput> { bare.didGroup }
            assertEquals("`did_group` is not in the answer: pass `did_group` in `include`; if you did, the carrier left it out.", refused.message)
            assertEquals(listOf("include"), refused.details.map { it.field })
            assertEquals(Carrier.DIDWW, refused.carrier)
            assertEquals(DidwwLink.NotLoaded, bare.didGroupLink)
            assertNull(bare.didGroupLink.id)
            val group = client.listDids(include = listOf(DidwwInclude.DidGroup), pageSize = 1).dids.single().didGroup!!
            val deeper = assertFailsWith<TelnumException.InvalidInput> { group.stockKeepingUnits }
            assertTrue("pass `did_group.stock_keeping_units` in `include`" in deeper.text, deeper.text)
            val trunks = client.listDids(include = listOf(DidwwInclude.VoiceInTrunk), pageSize = 100).dids.map { it.voiceInTrunk }
            assertTrue(trunks.any { it == null } && trunks.any { it != null }, "${trunks.size} trunks, all or none of them there")
        }
    },
    Further("a DID of a walk keeps what its page included") {
        listed { client ->
            val include = listOf(DidwwInclude.DidGroupCountry)
            val walked = client.dids(include = include, pageSize = 2, pagesAhead = 2).take(6).toList()
            System.gc()
            val names = walked.map { it.didGroup!!.country!!.name }
            assertEquals(client.listDids(include = include, pageSize = 6).dids.map { it.didGroup!!.country!!.name }, names)
        }
    },
    Further("a DID compares by its links' ids, copies with its links, and prints") {
        listed { client ->
            val include = listOf(DidwwInclude.DidGroup)
            val all = client.listDids(include = include, pageSize = 50).dids
            val one = all.indexOfFirst { it.didGroupLink != all.first().didGroupLink }
            val again = client.listDids(include = include, page = one + 1, pageSize = 1).dids.single()
            assertEquals(all[one], again)
            assertEquals(all[one].hashCode(), again.hashCode())
            assertNotSame(all[one].didGroup, again.didGroup)
            assertNotEquals(all[one], all.first())
            assertSame(again.didGroup, again.copy(description = "mine").didGroup)
            assertTrue("didGroupLink=Present(id=${again.didGroup!!.id})" in again.toString(), again.toString())
            assertTrue("orderLink=NotLoaded" in again.toString(), again.toString())
            assertTrue(""""did_group":{"id":"${again.didGroup!!.id}"},"order":"not_loaded"""" in again.toJson(), again.toJson())
        }
    },
    Further("a source of tokens is asked before each request, and may wait") {
        val seen = mutableListOf<String>()
        val behaviour = Behaviour { request, socket ->
            seen += request.lines().single { it.startsWith("authorization:", ignoreCase = true) }.substringAfter(' ')
            assertFalse("api-key" in request.lowercase())
            socket.answer("""{"data":[],"meta":{"total_records":0}}""")
        }
        WireServer(behaviour).use { server ->
            var asked = 0
            val tokenSource = TokenSource { delay(5); "emulator-token-${++asked}" }
            Didww(tokenSource = tokenSource, apiVersion = "2026-11-19", baseUrl = server.url, timeout = 5.seconds).use { client ->
                repeat(2) { client.listDids() }
                assertFalse("emulator-token" in client.toString())
            }
            assertEquals(listOf("Bearer emulator-token-1", "Bearer emulator-token-2"), seen)
        }
    },
    Further("a source of tokens that throws fails the call, and nothing is sent") {
        Emulator(7).use { emulator ->
            emulator.didww(tokenSource = { "emulator-token" }, apiVersion = "2026-11-19").use { assertEquals(50, it.listDids().dids.size) }
            for (failure in listOf(IllegalStateException("no token today"), StackOverflowError())) {
                emulator.didww(tokenSource = { throw failure }, apiVersion = "2026-11-19").use { client ->
                    val failed = assertFailsWith<TelnumException.Authentication> { client.listDids() }
                    assertTrue((failure.message ?: "StackOverflowError") in failed.text, failed.text)
                }
            }
            assertEquals(1, emulator.requests.size)
        }
    },
    Further("5,000 DIDs with what they are linked to stream in memory that does not grow", unless(server)) {
        Http(server!!, setting("record_requests" to JsonPrimitive(false), "didww_rate_limit" to JsonNull)).use {
            Didww("emulator-key", baseUrl = server.url, requestsPerSecond = 1_000.0).use { client ->
                var before = 0L
                var count = 0
                val countries = mutableSetOf<String>()
                client.dids(include = FOUR, pageSize = 50).collect { did ->
                    countries += did.didGroup!!.country!!.id
                    if (++count == 500) before = heldAfterCollecting()
                }
                val grown = heldAfterCollecting() - before
                assertEquals(5_000 to 13, count to countries.size)
                // To keep them all would take 11 MiB more.
                assertTrue(grown <= 8 * MEBIBYTE, "it grew by ${grown / MEBIBYTE} MiB")
                System.err.println("kotlin: from 500 to 5,000 DIDs it grew by ${grown / 1024} KiB")
            }
        }
    },
)

private val FOUR = listOf(DidwwInclude.DidGroup, DidwwInclude.DidGroupCountry, DidwwInclude.Order, DidwwInclude.VoiceInTrunk)

private suspend fun listed(test: suspend (Didww) -> Unit) = Emulator(7).use { emulator -> emulator.didww().use { test(it) } }
