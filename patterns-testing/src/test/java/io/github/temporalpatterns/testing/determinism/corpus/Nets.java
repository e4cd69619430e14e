// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism.corpus;

import static io.github.temporalpatterns.testing.determinism.DeterminismRule.ENVIRONMENT;
import static io.github.temporalpatterns.testing.determinism.DeterminismRule.IO;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.workflow.Workflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Bad: nets, clients, and what the machine is like. */
@SuppressWarnings("all")
final class Nets {
  @Breaks(IO)
  static class CallsRest extends Shop.Base {
    private final HttpClient http = HttpClient.newHttpClient();

    public String order(String id) {
      try {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://shop/" + id)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      } catch (IOException | InterruptedException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class OpensAUrl extends Shop.Base {
    public String order(String id) {
      try (InputStream in = new URL("http://shop/" + id).openStream()) {
        return "" + in.read();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class OldHttp extends Shop.Base {
    public String order(String id) {
      try {
        HttpURLConnection call = (HttpURLConnection) new URL("http://a").openConnection();
        return "" + call.getResponseCode();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class OpensASocket extends Shop.Base {
    public String order(String id) {
      try (Socket socket = new Socket("printer", 9100)) {
        socket.getOutputStream().write(id.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        state = "NOT PRINTED";
      }
      return id;
    }
  }

  @Breaks(IO)
  static class LooksUpAHost extends Shop.Base {
    public String order(String id) {
      try {
        return desk.charge(InetAddress.getLocalHost().getHostName());
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class QueriesADatabase extends Shop.Base {
    public String order(String id) {
      try (var connection = DriverManager.getConnection("jdbc:h2:mem:shop")) {
        return connection.getCatalog();
      } catch (java.sql.SQLException e) {
        return "";
      }
    }
  }

  static final class PriceList {
    private final DataSource source;

    PriceList(DataSource source) {
      this.source = source;
    }

    BigDecimal of(String item) {
      try (var connection = source.getConnection();
          var query = connection.prepareStatement("select price from item where id = ?")) {
        query.setString(1, item);
        var rows = query.executeQuery();
        return rows.next() ? rows.getBigDecimal(1) : BigDecimal.ZERO;
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Breaks(IO)
  static class HasARepository extends Shop.Base {
    private final PriceList prices;

    HasARepository(DataSource source) {
      prices = new PriceList(source);
    }

    public String order(String id) {
      return desk.charge(id + prices.of(id));
    }
  }

  @Breaks(IO)
  static class LooksUpAName extends Shop.Base {
    public String order(String id) {
      try {
        return String.valueOf(new InitialContext().lookup("java:comp/env/" + id));
      } catch (NamingException e) {
        return "";
      }
    }
  }

  @Breaks(IO)
  static class StartsAProcess extends Shop.Base {
    public String order(String id) {
      try {
        new ProcessBuilder("lp", id).start();
      } catch (IOException e) {
        state = "NOT PRINTED";
      }
      return id;
    }
  }

  @Breaks(IO)
  static class StartsAWorkflowByAClient extends Shop.Base {
    private final WorkflowClient client;

    StartsAWorkflowByAClient(WorkflowClient client) {
      this.client = client;
    }

    public String order(String id) {
      Shop.Parcel parcel =
          client.newWorkflowStub(
              Shop.Parcel.class, WorkflowOptions.newBuilder().setTaskQueue("parcels").build());
      WorkflowClient.start(parcel::ship, id);
      return id;
    }
  }

  @Breaks(IO)
  static class SignalsByAClient extends Shop.Base {
    private static WorkflowStub stub(String id) {
      WorkflowServiceStubs service = WorkflowServiceStubs.newLocalServiceStubs();
      return WorkflowClient.newInstance(service).newUntypedWorkflowStub(id);
    }

    public void paid(String by) {
      stub(by).signal("paid", by);
    }
  }

  @Breaks(IO)
  static class ReadsInASideEffect extends Shop.Base {
    public String order(String id) {
      return Workflow.sideEffect(
          String.class,
          () -> {
            try {
              return Files.readString(Path.of(id));
            } catch (IOException e) {
              return "";
            }
          });
    }
  }

  static final class DeskImpl implements Shop.Desk {
    public String charge(String what) {
      return what;
    }

    public int stock(String item) {
      return 1;
    }

    public void notifyCustomer(String who) {}

    public List<String> itemsOf(String id) {
      return List.of(id);
    }

    public Set<String> tagsOf(String id) {
      return Set.of();
    }

    public Map<String, BigDecimal> pricesOf(String id) {
      return Map.of();
    }
  }

  @Breaks(IO)
  static class CallsTheActivityItself extends Shop.Base {
    private final Shop.Desk direct = new DeskImpl();

    public String order(String id) {
      return direct.charge(id);
    }
  }

  @Breaks(IO)
  static class ReadsUserInputByReader extends Shop.Base {
    public String order(String id) {
      try {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .readLine();
      } catch (IOException e) {
        return "";
      }
    }
  }

  @Breaks(ENVIRONMENT)
  static class ReadsAVariable extends Shop.Base {
    public String order(String id) {
      return "prod".equals(System.getenv("STAGE")) ? desk.charge(id) : id;
    }
  }

  @Breaks(ENVIRONMENT)
  static class ReadsAProperty extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + System.getProperty("shop.currency", "EUR"));
    }
  }

  static final class Config {
    static final String REGION = System.getenv().getOrDefault("REGION", "eu");

    private Config() {}
  }

  @Breaks(ENVIRONMENT)
  static class ReadsAConfigClass extends Shop.Base {
    public String order(String id) {
      return Config.REGION.equals("eu") ? desk.charge(id) : id;
    }
  }

  @Breaks(ENVIRONMENT)
  static class FlagOfTheMachine extends Shop.Base {
    public String order(String id) {
      return Boolean.getBoolean("newPricing") ? desk.charge(id) : id;
    }
  }

  @Breaks(ENVIRONMENT)
  static class AsManyAsProcessors extends Shop.Base {
    public String order(String id) {
      int chunks = Runtime.getRuntime().availableProcessors();
      for (int i = 0; i < chunks; i++) {
        desk.charge(id + i);
      }
      return id;
    }
  }

  @Breaks(ENVIRONMENT)
  static class AsksForMemory extends Shop.Base {
    public String order(String id) {
      Runtime runtime = Runtime.getRuntime();
      return runtime.freeMemory() < 1000 ? id : desk.charge(id);
    }
  }

  @Breaks(ENVIRONMENT)
  static class AsksTheProcess extends Shop.Base {
    public String order(String id) {
      return desk.charge(id + ProcessHandle.current().pid());
    }
  }

  @Breaks(ENVIRONMENT)
  static class AsksTheBeans extends Shop.Base {
    public String order(String id) {
      return desk.charge(ManagementFactory.getRuntimeMXBean().getName());
    }
  }

  @Breaks(ENVIRONMENT)
  static class LoadsServices extends Shop.Base {
    public String order(String id) {
      for (Runnable service : ServiceLoader.load(Runnable.class)) {
        service.run();
      }
      return id;
    }
  }

  @Breaks(ENVIRONMENT)
  static class JoinsLinesByTheMachine extends Shop.Base {
    public String order(String id) {
      return desk.charge(String.join(System.lineSeparator(), items));
    }
  }

  @Breaks(IO)
  static class TextsFromABundle extends Shop.Base {
    public String order(String id) {
      return desk.charge(ResourceBundle.getBundle("texts").getString(id));
    }
  }

  private Nets() {}
}
