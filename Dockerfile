# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig appsettings.json ./
COPY samples samples
COPY src src
RUN dotnet publish src/ServiceBot -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# ICU and tzdata: Russian sorting and stations' time zones. rsvg and a font with Cyrillic: pictures of the stand.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl fonts-dejavu-core libicu-dev librsvg2-bin tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown $APP_UID /data
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    DOTNET_DbgEnableMiniDump=0 \
    Urls=http://0.0.0.0:5080 \
    ServiceBot__DataFolder=/data
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
VOLUME /data
EXPOSE 5080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD curl -fsS http://127.0.0.1:5080/health/live || exit 1
ENTRYPOINT ["dotnet", "servicebot.dll"]
